"""One stage of one training with TRL, which `train.py` starts: SFT, DPO or GRPO on the file of the stage."""

import os
import sys
from pathlib import Path

import torch
from datasets import load_dataset
from transformers import AutoTokenizer
from trl import DPOConfig, DPOTrainer, GRPOConfig, GRPOTrainer, SFTConfig, SFTTrainer

from pbb_callback import PbbEval, served
from recipe import (
    Hyperparameters,
    Training,
    evaluate,
    stages_of,
    template_options,
    trainings_of,
)
from train import arguments, finished

WORLD_SIZE = int(os.environ.get("WORLD_SIZE", "1"))
# Longer than an evaluation takes, through which all processes wait for the first.
WAITING_S = 24 * 3600


def settings(args, training: Training) -> dict:
    """What all three trainers are given."""
    hyperparameters = training.hyperparameters
    rows = hyperparameters.batch * (hyperparameters.group if training.stage.method == "grpo" else 1)
    held = args.per_device * WORLD_SIZE
    if rows % held != 0:
        raise SystemExit(
            f"a step of {rows} rows cannot be parted by --per-device {args.per_device} x {WORLD_SIZE}"
        )
    return {
        "output_dir": str(args.into),
        "seed": training.seed,
        "num_train_epochs": hyperparameters.epochs,
        "per_device_train_batch_size": args.per_device,
        "gradient_accumulation_steps": rows // held,
        "learning_rate": hyperparameters.learning_rate,
        "lr_scheduler_type": "constant",
        "weight_decay": hyperparameters.weight_decay,
        "max_grad_norm": hyperparameters.clip,
        "save_strategy": "steps" if args.save_steps else "epoch",
        "save_steps": args.save_steps or 500,
        "save_only_model": True,
        "logging_steps": 1,
        "report_to": "none",
        "ddp_timeout": WAITING_S,
        "use_cpu": not torch.cuda.is_available(),
        # In bfloat16, as models come, steps this small would round to nothing; autocast computes in it all the same.
        "model_init_kwargs": {"dtype": "float32"},
    }


def trainer_of(args, training: Training, callback: PbbEval):
    options = template_options(training.base)
    data = load_dataset("json", data_files=str(training.stage.file), split="train")
    shared = {
        "model": args.start,
        "processing_class": AutoTokenizer.from_pretrained(args.start),
        "callbacks": [callback],
    }
    given = settings(args, training)
    if training.stage.method == "grpo":
        return grpo_trainer(given, training.hyperparameters, options, data, shared)
    # TRL reads the options of the chat template from a column. No line is cut.
    if options:
        data = data.add_column("chat_template_kwargs", [options] * len(data))
    if training.stage.method == "dpo":
        config = DPOConfig(**given, max_length=None, beta=training.hyperparameters.dpo_beta)
        return DPOTrainer(args=config, train_dataset=data, **shared)
    config = SFTConfig(**given, max_length=None)
    return SFTTrainer(args=config, train_dataset=data, **shared)


def grpo_trainer(given: dict, hyperparameters: Hyperparameters, options: dict, data, shared: dict):
    sys.path.insert(0, str(Path(__file__).parents[1] / "rewards"))
    from pbb_reward import reward_function

    config = GRPOConfig(
        **given,
        num_generations=hyperparameters.group,
        beta=hyperparameters.kl,
        temperature=hyperparameters.rollout_temperature,
        max_completion_length=hyperparameters.completion_tokens,
        chat_template_kwargs=options,
        # Shao et al.'s own; TRL's default is a later one.
        loss_type="grpo",
    )
    return GRPOTrainer(
        args=config,
        train_dataset=data,
        reward_funcs=reward_function(hyperparameters.completion_tokens),
        **shared,
    )


def checkpoint_evaluation(args, training: Training):
    """Serves a checkpoint and runs the evaluation that belongs to the stage."""

    def run(checkpoint: Path, step: int) -> bool:
        with served(args.serve, checkpoint) as (address, model):
            filled = {
                **training.checkpoint(step),
                "models.0.base_url": address,
                "models.0.model": model,
            }
            if options := template_options(training.base):
                filled["models.0.extra_body"] = {"chat_template_kwargs": options}
            return evaluate(args.pbb_eval, training.stage.evaluation, args.out / "results", filled)

    return run


def main() -> None:
    parser = arguments()
    parser.add_argument("--stage", required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--from", dest="start", required=True, help="model to start from")
    parser.add_argument("--into", type=Path, required=True, help="folder of its checkpoints")
    args = parser.parse_args()
    stages = stages_of(args.curriculum, args.method)
    trainings = trainings_of(args.model, stages, args.seed, Hyperparameters.of(args))
    training = next(each for each in trainings if each.stage.name == args.stage)
    callback = PbbEval(checkpoint_evaluation(args, training))
    trainer = trainer_of(args, training, callback)
    trainer.train()
    if not callback.passed:
        raise SystemExit(f"{args.into}: stopped, for the gate failed")
    trainer.save_model(str(finished(args.into)))


if __name__ == "__main__":
    main()
