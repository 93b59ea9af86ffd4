"""A randomly initialised Qwen3 or Llama 3 of two layers with its family's template, and a tokenizer made of a curriculum.

    python tiny_model.py qwen3 proactive tiny-qwen3

To try the recipes on a CPU: it learns nothing that is worth evaluating.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import trl
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
    Qwen3Config,
    Qwen3ForCausalLM,
    set_seed,
)

TEMPLATES = Path(trl.__file__).parent / "chat_templates"
FAMILIES = {
    "qwen3": (
        Qwen3Config,
        Qwen3ForCausalLM,
        "qwen3.jinja",
        ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
    ),
    "llama-3": (
        LlamaConfig,
        LlamaForCausalLM,
        "llama3_2.jinja",
        ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"],
    ),
}


def texts(curriculum: Path) -> Iterator[str]:
    for path in sorted(curriculum.glob("*.trl-prompt-completion.jsonl")):
        for line in path.open(encoding="utf-8"):
            document = json.loads(line)
            yield from (
                message["content"]
                for part in ("prompt", "completion")
                for message in document[part]
            )


def tokenizer_of(curriculum: Path, special: list[str], template: str) -> PreTrainedTokenizerFast:
    """The first special token begins a text or pads it, the last ends a turn."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=1024, special_tokens=special, initial_alphabet=alphabet
    )
    tokenizer.train_from_iterator(texts(curriculum), trainer)
    made = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token=special[0],
        pad_token=special[0],
        eos_token=special[-1],
    )
    made.chat_template = (TEMPLATES / template).read_text(encoding="utf-8")
    return made


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("family", choices=FAMILIES)
    parser.add_argument(
        "curriculum", type=Path, help="with files of the format trl-prompt-completion"
    )
    parser.add_argument("out", help="folder of the model; its name has to hold the family's")
    args = parser.parse_args()
    config, model, template, special = FAMILIES[args.family]
    tokenizer = tokenizer_of(args.curriculum, special, template)
    set_seed(1)
    sizes = {
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
    }
    ids = {"eos_token_id": tokenizer.eos_token_id, "pad_token_id": tokenizer.pad_token_id}
    made = model(
        config(vocab_size=len(tokenizer), num_key_value_heads=2, head_dim=16, **sizes, **ids)
    )
    made.save_pretrained(args.out)
    tokenizer.save_pretrained(args.out)


if __name__ == "__main__":
    main()
