/**
 * Python that runs once, before the snapshot is taken: it loads the modules that programs use most, and leaves a function behind that
 * puts the interpreter in order between programs that share it. What that function does not see (attributes of classes, say) the
 * next program may find changed: programs that share an interpreter are trusted.
 */
export const PRELUDE = `
import sys, builtins, gc, types
import abc, array, base64, bisect, calendar, cmath, collections, collections.abc, contextlib, copy, dataclasses
import datetime, decimal, enum, fractions, functools, hashlib, heapq, itertools, json, math, numbers, operator
import os, random, re, statistics, string, struct, textwrap, time, typing, unicodedata, warnings, zlib

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
    lists = [
        (content, list(content))
        for content in (sys.path, sys.meta_path, sys.path_hooks, gc.callbacks, warnings.filters)
    ]
    environ, variables = os.environ, dict(os.environ)
    seed, collect, freeze = random.seed, gc.collect, gc.freeze
    enable, set_threshold, thresholds = gc.enable, gc.set_threshold, gc.get_threshold()
    set_recursion, set_digits = sys.setrecursionlimit, sys.set_int_max_str_digits
    set_trace, set_profile = sys.settrace, sys.setprofile
    default_context, context = decimal.DefaultContext, decimal.DefaultContext.copy()
    fields, set_context = ('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp'), decimal.setcontext

    def put_back():
        set_trace(None)
        set_profile(None)
        for namespace, before in kept:
            if equal(namespace, before) is not True:
                clear(namespace)
                update(namespace, before)
        if equal(sys.modules, modules) is not True:
            clear(sys.modules)
            update(sys.modules, modules)
        for content, before in lists:
            content[:] = before
        if environ != variables:
            environ.clear()
            environ.update(variables)
        set_recursion(1000)
        set_digits(4300)
        for field in fields:
            setattr(default_context, field, getattr(context, field))
        set_context(context.copy())
        enable()
        set_threshold(*thresholds)

    def reset():
        put_back()
        collect()
        # Once more, for what the program's destructors did.
        put_back()
        # Raises when the program closed them; the worker is then of no use.
        sys.stdout.flush()
        sys.stderr.flush()
        # What is still there is not looked at again, so that a collection costs no more than what a program made.
        freeze()
        seed(0)

    return reset

holder = types.ModuleType('_reset')
holder.reset = _make_reset()
sys.modules['_reset'] = holder
random.seed(0)
del holder, _make_reset
gc.collect()
`;
