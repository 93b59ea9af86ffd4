"""Proactive and retroactive PBB with TRL: each seed through the stages of a curriculum, each checkpoint evaluated.

    python train.py retroactive --model Qwen/Qwen3-8B --method grpo
    python train.py retroactive --model Qwen/Qwen3-8B --method grpo --plan

Every stage is a process of its own (`train_stage.py`), which gives its memory back and may be started by a launcher. A
stage that is finished is not trained again. docs/training.md says what was run.
"""

import argparse
import json
import shlex
import subprocess
import sys
from pathlib import Path

from recipe import (
    Hyperparameters,
    Stage,
    Training,
    add_common,
    stages_of,
    template_options,
    trainings_of,
)


def beside(name: str) -> Path:
    return Path(__file__).with_name(name)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_common(parser)
    parser.add_argument(
        "--model", required=True, help="base model: Qwen3 or Llama 3, by name or folder"
    )
    parser.add_argument(
        "--method", choices=["sft", "dpo", "grpo"], default="sft", help="of the last stage"
    )
    parser.add_argument(
        "--per-device", type=int, default=4, help="lines that a device holds at a time"
    )
    parser.add_argument(
        "--save-steps", type=int, help="steps between checkpoints (default: an epoch)"
    )
    parser.add_argument(
        "--launch",
        default=shlex.quote(sys.executable),
        help='such as "accelerate launch --num_processes 4"',
    )
    parser.add_argument(
        "--serve",
        default=shlex.join([sys.executable, str(beside("serve.py"))])
        + " {checkpoint} --port {port}",
        help='such as "vllm serve {checkpoint} --port {port} --generation-config vllm"',
    )
    Hyperparameters.add_to(parser)
    return parser


def plan(args: argparse.Namespace, stages: list[Stage]) -> dict:
    hyperparameters = Hyperparameters.of(args)
    return {
        "model": args.model,
        "seeds": args.seeds,
        "stages": [stage.described(hyperparameters) for stage in stages],
        "hyperparameters": hyperparameters.described(),
        "chat_template_kwargs": template_options(args.model),
        "checkpoints": f"every {args.save_steps} steps" if args.save_steps else "every epoch",
        "serve": args.serve,
    }


def finished(folder: Path) -> Path:
    """The model that a training ends with; it is there once the training has run through."""
    return folder / "final"


def train(args: argparse.Namespace, trainings: list[Training]) -> None:
    start = args.model
    for training in trainings:
        folder = args.out / training.name
        if not finished(folder).exists():
            if folder.exists():
                raise SystemExit(
                    f"{folder}: broken off; move it away, and its checkpoints' results"
                )
            start_training(args, training, start, folder)
        start = str(finished(folder))


def start_training(args: argparse.Namespace, training: Training, start: str, into: Path) -> None:
    command = [*shlex.split(args.launch), str(beside("train_stage.py")), *sys.argv[1:]]
    one = ["--stage", training.stage.name, "--seed", str(training.seed)]
    code = subprocess.run([*command, *one, "--from", start, "--into", str(into)]).returncode
    if code != 0:
        raise SystemExit(code)


def main() -> None:
    args = arguments().parse_args()
    stages = stages_of(args.curriculum, args.method)
    if args.plan:
        print(json.dumps(plan(args, stages), indent=2))
        return
    for seed in args.seeds:
        train(args, trainings_of(args.model, stages, seed, Hyperparameters.of(args)))


if __name__ == "__main__":
    main()
