"""Rewards from `pbb-eval serve`, as TRL, verl and OpenRLHF ask for them. Python's standard library only; see docs/rewards.md.

    TRL       GRPOTrainer(reward_funcs=reward_function(max_completion_length), ...) on a file of the format `grpo`
    verl      custom_reward_function.path=.../pbb_reward.py custom_reward_function.name=compute_score
    OpenRLHF  --reward.remote_url .../pbb_reward.py, or without a token http://HOST:PORT/openrlhf

PBB_REWARD_URL says where the service is, PBB_REWARD_TOKEN the token that it wants. A wrong item or a wrong token raises; a service
that is busy, or not there, is asked again.
"""

import json
import os
import time
import urllib.error
import urllib.request

URL = os.environ.get("PBB_REWARD_URL", "http://127.0.0.1:8717").rstrip("/")
TOKEN = os.environ.get("PBB_REWARD_TOKEN", "")
TRIES = 10
TIMEOUT_S = 300
# The service takes 10,000 and 32 MiB at a time: completions may have 128 KiB each, on average.
BATCH = 250

# The service is on this machine or beside it: no proxy of the environment leads there.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class RewardError(Exception):
    """There is no reward, and asking again would not bring one."""


def reward_function(max_completion_length=None):
    """A reward function for TRL. With the trainer's `max_completion_length`, completions of that many tokens count as cut off."""

    def pbb_reward(completions, item, completion_ids=None, **columns):
        ids = completion_ids or [[]] * len(completions)
        entries = [
            {"item": name, **_message_of(completion), "finish_reason": _finish_reason(tokens, max_completion_length)}
            for name, completion, tokens in zip(item, completions, ids)
        ]
        # None, where the service could not judge, leaves a completion out.
        return [score["reward"] for score in scores_of(entries)]

    return pbb_reward


pbb_reward = reward_function()


def compute_score(data_source, solution_str, ground_truth, extra_info=None, **kwargs):
    """The reward function of verl. `ground_truth` is the item's id."""
    score = _post("/score", {"item": ground_truth, "completion": solution_str})
    return {
        "score": float(score["reward"]),
        "acc": float(score["verdict"] == "correct"),
        "malformed": float(score["verdict"] == "malformed"),
    }


def reward_func(queries, prompts, labels, **kwargs):
    """The reward function of OpenRLHF. Labels are items' ids (--data.label_key item)."""
    return _post("/openrlhf", {"query": list(queries), "prompts": list(prompts), "labels": list(labels)})


def scores_of(entries):
    """The score of each entry, in order: a dict with item, verdict, reward and reason."""
    batches = [entries[start : start + BATCH] for start in range(0, len(entries), BATCH)]
    return [score for batch in batches for score in _post("/score/batch", {"entries": batch})["scores"]]


def _message_of(completion):
    """A completion is a text, or a list of messages whose last one is the model's answer."""
    if isinstance(completion, str):
        return {"completion": completion}
    message = completion[-1]
    return {"completion": message.get("content"), "reasoning": message.get("reasoning_content")}


def _finish_reason(tokens, most):
    return "length" if most is not None and len(tokens) >= most else None


def _post(path, body):
    headers = {"content-type": "application/json"}
    if TOKEN:
        headers["authorization"] = f"Bearer {TOKEN}"
    request = urllib.request.Request(URL + path, json.dumps(body).encode(), headers)
    for left in reversed(range(TRIES)):
        try:
            with _opener.open(request, timeout=TIMEOUT_S) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            wait = error.headers.get("retry-after")
            message = error.read().decode(errors="replace")
            if wait is None or left == 0:
                raise RewardError(f"{URL}{path}: {message}") from None
            time.sleep(float(wait))
        except OSError as error:
            if left == 0:
                raise RewardError(f"{URL}{path}: {error}") from error
            time.sleep(1)
