"""PBB by OpenAI's fine-tuning: upload, job, poll, and each checkpoint evaluated; a stage starts from the model before it.

    OPENAI_API_KEY=… python openai_finetuning.py ciphers --model gpt-4o-2024-08-06

This costs money: look at --plan first. What was uploaded and started stands in OUT/jobs.json, so that the same command goes
on where it was broken off and pays for nothing twice. The learning rate is OpenAI's: it takes a multiplier of a number that
it does not tell, and the paper prints none. OPENAI_BASE_URL names another address. Standard library only.
"""

import argparse
import json
import os
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from pathlib import Path

from recipe import (
    Hyperparameters,
    Training,
    add_common,
    evaluate,
    stages_of,
    trainings_of,
)

ADDRESS = os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1").rstrip("/")
KEY = "OPENAI_API_KEY"
ANSWER_S = 600
TRIES = 5
LONGEST_S = 7 * 24 * 3600


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would take the key along."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirects)


def call(path: str, body: bytes | None = None, content_type: str = "application/json") -> dict:
    """GET, or POST where there is a body. A POST is never sent twice, for it costs. SystemExit with the server's words."""
    headers = {"authorization": f"Bearer {os.environ[KEY]}", "content-type": content_type}
    request = urllib.request.Request(f"{ADDRESS}{path}", body, headers)
    for left in reversed(range(TRIES if body is None else 1)):
        try:
            with OPENER.open(request, timeout=ANSWER_S) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if left == 0 or error.code not in (408, 409, 429, 500, 502, 503, 504):
                raise SystemExit(
                    f"{path}: HTTP {error.code}: {error.read(2000).decode(errors='replace')}"
                ) from error
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            if left == 0:
                raise SystemExit(f"{path}: {error}") from error
        time.sleep(2 ** (TRIES - left))
    raise AssertionError("the last try ends")


class Journal:
    """What was made at OpenAI, by what it was made of; written before anything else happens."""

    def __init__(self, path: Path):
        self.path = path
        self.made = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def once(self, made_of: str, make: Callable[..., dict], *args) -> str:
        """The id of what `make(*args)` gives, which is called once for all runs."""
        if made_of not in self.made:
            self.made[made_of] = make(*args)["id"]
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(self.made, indent=2) + "\n", encoding="utf-8")
        return self.made[made_of]


def upload(path: Path) -> dict:
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nfine-tune\r\n'.encode(),
        f'--{boundary}\r\ncontent-disposition: form-data; name="file"; filename="{path.name}"\r\n'
        "content-type: application/jsonl\r\n\r\n".encode(),
        path.read_bytes(),
        f"\r\n--{boundary}--\r\n".encode(),
    ]
    return call("/files", b"".join(parts), f"multipart/form-data; boundary={boundary}")


def create(model: str, file: str, training: Training) -> dict:
    hyperparameters = training.hyperparameters
    settings = {"n_epochs": int(hyperparameters.epochs), "batch_size": hyperparameters.batch}
    job = {
        "model": model,
        "training_file": file,
        "seed": training.seed,
        "suffix": f"{training.stage.name}-seed-{training.seed}",
        "method": {"type": "supervised", "supervised": {"hyperparameters": settings}},
    }
    return call("/fine_tuning/jobs", json.dumps(job).encode())


def succeeded(job_id: str, poll_s: float, journal: Path) -> dict:
    """The job once it has succeeded. SystemExit where it has not."""
    for _ in range(int(LONGEST_S / poll_s)):
        job = call(f"/fine_tuning/jobs/{job_id}")
        print(f"{job_id}: {job['status']}", flush=True)
        if job["status"] == "succeeded":
            return job
        if job["status"] in ("failed", "cancelled"):
            why = json.dumps(job.get("error"))
            raise SystemExit(
                f"{job_id}: {job['status']}: {why}; take it out of {journal} to start another"
            )
        time.sleep(poll_s)
    raise SystemExit(f"{job_id}: not done after {LONGEST_S} s")


def checkpoints_of(job: dict, steps: int) -> list[tuple[int, str]]:
    """The models of a job by step; OpenAI keeps those of the last three epochs."""
    listed = call(f"/fine_tuning/jobs/{job['id']}/checkpoints?limit=100")["data"]
    models = {each["fine_tuned_model_checkpoint"]: each["step_number"] for each in listed}
    models.setdefault(job["fine_tuned_model"], max([steps, *models.values()]))
    return sorted((step, model) for model, step in models.items())


def train(args: argparse.Namespace, trainings: list[Training], journal: Journal) -> None:
    model = args.model
    for training in trainings:
        stage, hyperparameters = training.stage, training.hyperparameters
        file = journal.once(stage.sha256, upload, stage.file)
        job_id = journal.once(f"{training.name} from {model}", create, model, file, training)
        job = succeeded(job_id, args.poll_s, journal.path)
        for step, checkpoint in checkpoints_of(job, stage.steps(hyperparameters)):
            filled = {
                **training.checkpoint(step),
                "models.0.base_url": ADDRESS,
                "models.0.model": checkpoint,
                "models.0.server": "openai",
                "models.0.api_key_env": KEY,
            }
            if not evaluate(args.pbb_eval, stage.evaluation, args.out / "results", filled):
                raise SystemExit(f"{checkpoint}: stopped, for the gate failed")
        model = job["fine_tuned_model"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_common(parser)
    parser.add_argument("--model", required=True, help="base model, such as gpt-4o-2024-08-06")
    parser.add_argument(
        "--poll-s", type=float, default=30, help="seconds between two looks at a job"
    )
    Hyperparameters.add_to(parser, only=("epochs", "batch"))
    args = parser.parse_args()
    stages = stages_of(args.curriculum, "openai")
    if args.plan:
        described = [stage.described(Hyperparameters.of(args)) for stage in stages]
        print(json.dumps({"model": args.model, "seeds": args.seeds, "stages": described}, indent=2))
        return
    if KEY not in os.environ:
        raise SystemExit(f"{KEY} is not set")
    journal = Journal(args.out / "jobs.json")
    for seed in args.seeds:
        train(args, trainings_of(args.model, stages, seed, Hyperparameters.of(args)), journal)


if __name__ == "__main__":
    main()
