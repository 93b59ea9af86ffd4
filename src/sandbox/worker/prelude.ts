/**
 * Python that runs once, before the snapshot is taken: it loads the modules that programs use most, and leaves a function behind that
 * puts the interpreter in order between programs that share it. What that function does not see (attributes of classes, say) the
 * next program may find changed: programs that share an interpreter are trusted.
 */
export const PRELUDE = `
import sys, builtins, gc, types
import abc, array, base64, bisect, calendar, cmath, collections, collections.abc, contextlib, copy, dataclasses
import datetime, decimal, enum, fractions, functools, hashlib, heapq, itertools, json, math, numbers, operator
import random, re, statistics, string, struct, textwrap, time, typing, unicodedata, zlib

# What is left of Pyodide's own modules in the library: nothing stands behind them.
sys.modules['pyodide'] = sys.modules['_pyodide'] = None

def _make_reset():
    modules = dict(sys.modules)
    modules.pop('__main__')
    kept = [
        (vars(module), dict(vars(module)))
        for module in (builtins, sys, bisect, cmath, collections, copy, datetime, decimal, fractions, functools,
            heapq, itertools, json, math, operator, random, re, statistics, string, time, typing)
    ]
    clear, update, equal = dict.clear, dict.update, dict.__eq__
    seed, path, meta_path = random.seed, list(sys.path), list(sys.meta_path)
    set_recursion, set_digits = sys.setrecursionlimit, sys.set_int_max_str_digits
    set_trace, set_profile = sys.settrace, sys.setprofile
    set_context, context = decimal.setcontext, decimal.DefaultContext.copy

    def reset():
        set_trace(None)
        set_profile(None)
        for namespace, before in kept:
            if equal(namespace, before) is not True:
                clear(namespace)
                update(namespace, before)
        if equal(sys.modules, modules) is not True:
            clear(sys.modules)
            update(sys.modules, modules)
        sys.path[:] = path
        sys.meta_path[:] = meta_path
        set_recursion(1000)
        set_digits(4300)
        set_context(context())
        gc.enable()
        seed(0)

    return reset

holder = types.ModuleType('_reset')
holder.reset = _make_reset()
sys.modules['_reset'] = holder
random.seed(0)
del holder, _make_reset
gc.collect()
`;
