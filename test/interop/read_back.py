"""Opens exports by the tools that they are for, and prints as JSON what each says.

Usage: read_back.py FOLDER, which has `inspect`, `lm-eval` and `frame`. A tool that is not installed says nothing.
"""

import json
import sys
from contextlib import suppress
from importlib.metadata import version
from math import isnan
from pathlib import Path

folder = Path(sys.argv[1])
said = {}


def by_inspect():
    from inspect_ai.log import list_eval_logs, read_eval_log, recompute_metrics

    logs = []
    for info in list_eval_logs(str(folder / "inspect")):
        header = read_eval_log(info, header_only=True)
        log = read_eval_log(info)
        stated = metrics(log)
        recompute_metrics(log)
        logs.append(
            {
                "task": header.eval.task,
                "tags": header.tags,
                "header": metrics(header),
                "stated": stated,
                "recomputed": metrics(log),
                "tokens": header.stats.model_usage[header.eval.model].total_tokens,
                "samples": [
                    {
                        "id": sample.id,
                        "epoch": sample.epoch,
                        "completion": sample.output.completion,
                        "stop": sample.output.stop_reason if sample.output.choices else None,
                        "scores": {name: score.value for name, score in sample.scores.items()},
                        "error": sample.error.message if sample.error else None,
                    }
                    for sample in log.samples
                ],
            }
        )
    return logs


def metrics(log):
    return {
        score.name: {
            name: None if isnan(metric.value) else metric.value
            for name, metric in score.metrics.items()
        }
        for score in log.results.scores
    }


def by_lm_eval():
    from lm_eval.utils import (
        get_file_task_name,
        get_results_filenames,
        get_sample_results_filenames,
        hash_string,
        make_table,
        sanitize_model_name,
    )

    files = sorted(str(path) for path in (folder / "lm-eval").rglob("*"))
    [path] = get_results_filenames(files)
    results = json.loads(Path(path).read_text())
    tasks = {}
    for path in get_sample_results_filenames(files):
        task = get_file_task_name(Path(path).name)
        rows = [json.loads(line) for line in Path(path).read_text().splitlines()]
        hashes = [
            hash_string(json.dumps(row["doc"], indent=2, ensure_ascii=False))
            + hash_string(row["arguments"]["gen_args_0"]["arg_0"])
            + hash_string(row["target"])
            for row in rows
        ]
        tasks[task] = {
            "hashed": hash_string("".join(hashes)) == results["task_hashes"][task],
            "acc": [row["acc"] for row in rows],
        }
    return {
        "table": make_table(results).splitlines(),
        "folder": Path(path).parent.name == sanitize_model_name(results["model_name"]),
        "tasks": tasks,
    }


def by_pyarrow():
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(folder / "frame")
    return {
        "columns": {field.name: str(field.type) for field in table.schema},
        "rows": table.select(["item", "index", "state", "verdict", "content"]).to_pylist(),
    }


for name, read in (("inspect_ai", by_inspect), ("lm_eval", by_lm_eval), ("pyarrow", by_pyarrow)):
    with suppress(ImportError):
        said[name] = {"version": version(name), **{"said": read()}}
print(json.dumps(said))
