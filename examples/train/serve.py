"""The smallest server that an evaluation can ask: chat completions by `generate` of transformers, one at a time.

    python serve.py CHECKPOINT --port 8000

For models of a few million parameters and for machines without vLLM; on loopback alone.
"""

import argparse
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

MOST_BYTES = 1 << 20
MOST_TOKENS = 8192
MOST_CHOICES = 128


class Checkpoint:
    def __init__(self, folder: str):
        self.name = folder
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModelForCausalLM.from_pretrained(folder).to(self.device).eval()
        self.one_at_a_time = threading.Lock()

    def complete(self, request: dict) -> dict:
        """The answer to a request of the OpenAI protocol; KeyError, TypeError, ValueError where it is none."""
        limit = int(request.get("max_tokens") or request["max_completion_tokens"])
        choices = int(request.get("n", 1))
        if not 1 <= limit <= MOST_TOKENS or not 1 <= choices <= MOST_CHOICES:
            raise ValueError(f"expected at most {MOST_TOKENS} tokens and {MOST_CHOICES} choices")
        if request.get("stop"):
            raise ValueError("stop is not supported")
        prompt = self.tokenizer.apply_chat_template(
            request["messages"],
            add_generation_prompt=True,
            return_tensors="pt",
            return_dict=True,
            **request.get("chat_template_kwargs", {}),
        ).to(self.device)
        length = prompt["input_ids"].shape[1]
        with self.one_at_a_time, torch.inference_mode():
            torch.manual_seed(int(request.get("seed", 0)))
            drawn = self.model.generate(
                **prompt, **sampling(request), max_new_tokens=limit, num_return_sequences=choices
            )
        answers = [self.choice(index, ids[length:].tolist()) for index, ids in enumerate(drawn)]
        tokens = sum(each.pop("tokens") for each in answers)
        usage = {
            "prompt_tokens": length,
            "completion_tokens": tokens,
            "total_tokens": length + tokens,
        }
        return {"object": "chat.completion", "model": self.name, "choices": answers, "usage": usage}

    def choice(self, index: int, ids: list[int]) -> dict:
        """Shorter answers of a batch are padded behind their end."""
        ends = self.model.generation_config.eos_token_id
        ends = ends if isinstance(ends, list) else [ends]
        end = next((at for at, token in enumerate(ids) if token in ends), None)
        return {
            "index": index,
            "message": {
                "role": "assistant",
                "content": self.tokenizer.decode(ids[:end], skip_special_tokens=True),
            },
            "finish_reason": "length" if end is None else "stop",
            "tokens": len(ids) if end is None else end + 1,
        }


def sampling(request: dict) -> dict:
    """Every parameter is set: what is left out would come from the model's generation_config.json."""
    temperature = float(request.get("temperature", 1))
    shared = {"repetition_penalty": float(request.get("repetition_penalty", 1))}
    if temperature == 0:
        return {**shared, "do_sample": False}
    return {
        **shared,
        "do_sample": True,
        "temperature": temperature,
        "top_p": float(request.get("top_p", 1)),
        "top_k": max(0, int(request.get("top_k", 0))),
        "min_p": float(request.get("min_p", 0)),
    }


def handler_of(checkpoint: Checkpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            if self.path == "/v1/models":
                self.answer(
                    200, {"object": "list", "data": [{"id": checkpoint.name, "object": "model"}]}
                )
            else:
                self.fail(404, f"no {self.path}")

        def do_POST(self):
            length = int(self.headers.get("content-length", 0))
            if self.path != "/v1/chat/completions" or length > MOST_BYTES:
                self.close_connection = True
                self.fail(404, f"no {self.path}, or more than {MOST_BYTES} bytes")
                return
            try:
                self.answer(200, checkpoint.complete(json.loads(self.rfile.read(length))))
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                self.fail(400, f"{type(error).__name__}: {error}")

        def fail(self, status: int, message: str):
            self.answer(status, {"error": {"message": message, "type": "invalid_request_error"}})

        def answer(self, status: int, body: dict):
            text = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_):
            """Requests are told by those who ask."""

    return Handler


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint")
    parser.add_argument("--port", type=int, default=8000)
    args = parser.parse_args()
    handler = handler_of(Checkpoint(args.checkpoint))
    ThreadingHTTPServer(("127.0.0.1", args.port), handler).serve_forever()


if __name__ == "__main__":
    main()
