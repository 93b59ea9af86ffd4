"""Serves and evaluates every checkpoint of a training as it is saved, and stops the training where the gate fails."""

import json
import os
import shlex
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from accelerate.utils import broadcast_object_list
from transformers import TrainerCallback

LOADING_S = 1800
ENDING_S = 60
# What a launcher tells its processes; a server that reads it would take itself for one of them.
LAUNCHER = ("RANK", "LOCAL_", "GROUP_", "ROLE_", "WORLD_SIZE", "MASTER_", "TORCHELASTIC_")


class PbbEval(TrainerCallback):
    """`evaluate(checkpoint, step)` says whether to go on: the first process asks it and tells the others."""

    def __init__(self, evaluate: Callable[[Path, int], bool]):
        self.evaluate = evaluate
        self.passed = True

    def on_save(self, args, state, control, **kwargs):
        passed = [True]
        if state.is_world_process_zero:
            step = state.global_step
            passed = [self.evaluate(Path(args.output_dir) / f"checkpoint-{step}", step)]
        # All have to stop, or those that go on wait for the first for ever.
        broadcast_object_list(passed)
        if not passed[0]:
            self.passed = False
            control.should_training_stop = True
        return control


@contextmanager
def served(command: str, checkpoint: Path) -> Iterator[tuple[str, str]]:
    """Starts `command` for a checkpoint and stops it at the end; gives its address and what it calls the model.

    In the command stand {checkpoint} and {port}, each as a word of its own.
    """
    port = free_port()
    fillings = {"{checkpoint}": str(checkpoint), "{port}": str(port)}
    filled = [fillings.get(part, part) for part in shlex.split(command)]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(LAUNCHER)
    }
    server = subprocess.Popen(filled, env=environment)
    try:
        address = f"http://127.0.0.1:{port}/v1"
        yield address, model_at(address, server)
    finally:
        server.terminate()
        try:
            server.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            server.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def model_at(address: str, server: subprocess.Popen) -> str:
    """The model at an address, once the server is up. SystemExit where it ends or does not come up."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(LOADING_S):
        if server.poll() is not None:
            raise SystemExit(f"the server of the checkpoint ended with {server.returncode}")
        try:
            with opener.open(f"{address}/models", timeout=10) as answer:
                return json.load(answer)["data"][0]["id"]
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(1)
    raise SystemExit(f"the server of the checkpoint did not come up in {LOADING_S} s")
