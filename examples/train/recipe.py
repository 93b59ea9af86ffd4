"""What the recipes share: the stages of a curriculum, the hyperparameters, and how a checkpoint is evaluated.

A curriculum is a folder that `pbb-eval curriculum` wrote. Standard library only, so that a plan needs no torch.
"""

import argparse
import hashlib
import json
import math
import shlex
import subprocess
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

PAPER = "Cook et al., 4.3"

# What each method reads: the format of its file, and the columns of it that a trainer or a reward needs.
COLUMNS = {
    "sft": ("trl-prompt-completion", ("prompt", "completion")),
    "dpo": ("dpo", ("prompt", "chosen", "rejected")),
    "grpo": ("grpo", ("prompt", "item", "input")),
    "openai": ("openai-chat", ("messages",)),
}


def setting(value, source, help):
    return field(default=value, metadata={"source": source, "help": help})


@dataclass(frozen=True)
class Hyperparameters:
    """Those that the paper prints, and of the others those that matter."""

    epochs: float = setting(5, PAPER, "passes over the file of a stage")
    batch: int = setting(
        32, PAPER, "lines of the file in a step; that grpo counts questions is ours"
    )
    learning_rate: float = setting(1e-5, PAPER, "constant")
    group: int = setting(8, PAPER, "grpo: completions of a question")
    kl: float = setting(
        0.0, PAPER, "grpo: weight of the divergence from the model before the stage"
    )
    rollout_temperature: float = setting(0.8, PAPER, "grpo: of sampling")
    dpo_beta: float = setting(0.1, "ours (TRL's default)", "dpo: weight of the divergence")
    weight_decay: float = setting(0.0, "ours", "of AdamW, which is ours as well")
    clip: float = setting(1.0, "ours (TRL's default)", "largest norm of a gradient")
    completion_tokens: int = setting(1024, "ours (that of evaluation)", "grpo: longest completion")

    @classmethod
    def add_to(cls, parser: argparse.ArgumentParser, only: tuple[str, ...] = ()) -> None:
        """An option each, or of those named."""
        for each in fields(cls):
            if only and each.name not in only:
                continue
            help = f"{each.metadata['help']} (default {each.default}: {each.metadata['source']})"
            option = "--" + each.name.replace("_", "-")
            parser.add_argument(option, type=each.type, default=each.default, help=help)

    @classmethod
    def of(cls, args: argparse.Namespace) -> "Hyperparameters":
        given = vars(args)
        return cls(**{each.name: given[each.name] for each in fields(cls) if each.name in given})

    def changed(self) -> dict:
        """Those that are the user's."""
        values = asdict(self)
        return {
            each.name: values[each.name]
            for each in fields(self)
            if values[each.name] != each.default
        }

    def described(self) -> dict:
        """Each value with its source."""
        sources = {each.name: each.metadata["source"] for each in fields(self)}
        sources.update(dict.fromkeys(self.changed(), "yours"))
        return {
            name: {"value": value, "source": sources[name]} for name, value in asdict(self).items()
        }


@dataclass(frozen=True)
class Stage:
    """A stage of a curriculum, the file that one method reads of it, and the config that evaluates its checkpoints."""

    name: str
    method: str
    file: Path
    lines: int
    sha256: str
    evaluation: Path

    def steps(self, hyperparameters: Hyperparameters) -> int:
        # TRL's GRPO leaves out what does not fill a batch, anew in each epoch.
        whole = math.floor if self.method == "grpo" else math.ceil
        return math.ceil(whole(self.lines / hyperparameters.batch) * hyperparameters.epochs)

    def described(self, hyperparameters: Hyperparameters) -> dict:
        return {
            "stage": self.name,
            "method": self.method,
            "file": self.file.name,
            "columns": COLUMNS[self.method][1],
            "lines": self.lines,
            "steps": self.steps(hyperparameters),
            "evaluation": self.evaluation.name,
        }


def stages_of(curriculum: Path, method: str) -> list[Stage]:
    """The stages in order. DPO and GRPO learn from executions: they take the last stage, SFT those before it."""
    listed = json.loads((curriculum / "curriculum.json").read_text(encoding="utf-8"))["stages"]
    before = "openai" if method == "openai" else "sft"
    methods = [before] * (len(listed) - 1) + [method]
    return [stage_of(curriculum, stage, by) for stage, by in zip(listed, methods, strict=True)]


def stage_of(curriculum: Path, listed: dict, method: str) -> Stage:
    """SystemExit where the curriculum has no such file, or another than it lists."""
    wanted, columns = COLUMNS[method]
    files = [each for each in listed["files"] if each["format"] == wanted]
    if not files:
        raise SystemExit(
            f"{curriculum}: {listed['name']} has no file of the format {wanted}, which {method} reads: add it to "
            "curriculum.formats (dpo and grpo need a stage with executions)"
        )
    path = curriculum / files[0]["file"]
    if sha256(path) != files[0]["sha256"]:
        raise SystemExit(
            f"{path}: not the file that curriculum.json lists; write the curriculum again"
        )
    with path.open(encoding="utf-8") as lines:
        missing = set(columns) - set(json.loads(lines.readline()))
    if missing:
        raise SystemExit(
            f"{path}: has no column {', '.join(sorted(missing))}, which {method} reads"
        )
    evaluation = curriculum / listed["evaluation"]
    return Stage(listed["name"], method, path, files[0]["lines"], files[0]["sha256"], evaluation)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def template_options(model: str) -> dict:
    """What chat templates are given in training and evaluation alike, by the name of the base model. Ours.

    Qwen3 answers without thinking, which would not be direct. Llama 3's template writes today's date into the prompt.
    """
    name = model.lower()
    if "qwen3" in name:
        return {"enable_thinking": False}
    if "llama-3" in name:
        return {"date_string": "26 Jul 2024"}
    return {}


def evaluate(command: str, config: Path, out: Path, settings: dict) -> bool:
    """Runs the evaluation of a checkpoint; `settings` fills in its config. False where the gate says: it got worse.

    Missing samples are told and do not stop a training: the same command asks for them. SystemExit on all else.
    """
    sets = [
        part for key, value in settings.items() for part in ("--set", f"{key}={json.dumps(value)}")
    ]
    run = [*shlex.split(command), "run", str(config), "--check", "--out", str(out), *sets]
    print(shlex.join(run), flush=True)
    code = subprocess.run(run).returncode
    if code == 3:
        print(f"{settings['models.0.label']}: samples are missing", flush=True)
    elif code not in (0, 1):
        raise SystemExit(f"pbb-eval ended with {code}")
    return code != 1


@dataclass(frozen=True)
class Training:
    """A base model through the first stages of a curriculum with one seed; its last stage is the one that is trained."""

    base: str
    stages: list[Stage]
    seed: int
    hyperparameters: Hyperparameters

    @property
    def stage(self) -> Stage:
        return self.stages[-1]

    @property
    def name(self) -> str:
        """Other files, methods or hyperparameters, another name: what is there under a name is not made again."""
        made_of = [[each.name, each.method, each.sha256] for each in self.stages]
        settings = [self.base, made_of, asdict(self.hyperparameters)]
        digest = hashlib.sha256(json.dumps(settings).encode()).hexdigest()
        base = Path(self.base).name
        return f"{base}-{self.stage.name}-{self.stage.method}-{digest[:8]}-seed-{self.seed}"

    def checkpoint(self, step: int) -> dict:
        """Label and tags: checkpoints of one training share all tags but the step (docs/checkpoints.md)."""
        tags = {
            "base": Path(self.base).name,
            "method": "sft" if self.stage.method == "openai" else self.stage.method,
            "training_seed": self.seed,
            "step": step,
            **self.hyperparameters.changed(),
        }
        label = {"models.0.label": f"{self.name}-step-{step}"}
        return label | {f"models.0.tags.{tag}": value for tag, value in tags.items()}


def trainings_of(
    base: str, stages: list[Stage], seed: int, hyperparameters: Hyperparameters
) -> list[Training]:
    """One after the other, each from the model that the one before it ends with."""
    return [
        Training(base, stages[: count + 1], seed, hyperparameters) for count in range(len(stages))
    ]


def add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("curriculum", type=Path, help="folder that `pbb-eval curriculum` wrote")
    parser.add_argument(
        "--out", type=Path, default=Path("runs"), help="where checkpoints and results go"
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3], help="a training each")
    parser.add_argument("--pbb-eval", default="npx pbb-eval", help="how pbb-eval is started")
    parser.add_argument("--plan", action="store_true", help="print what would be done, as JSON")
