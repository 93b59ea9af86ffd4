# Names that mean something to JavaScript mean nothing here.
def variable(constructor):
    __proto__ = constructor + 1
    toString = __proto__ + 1
    hasOwnProperty = toString + 1
    return hasOwnProperty


def constructor(x):
    return x + 1


def valueOf(x):
    return constructor(x)


def read_proto():
    return __proto__


def read_constructor(x):
    y = toString
    return y


def call_has_own(x):
    return hasOwnProperty(x)


def read_undefined():
    return undefined


def read_this():
    return this


def call_eval_like(x):
    return Function(x)


def read_global():
    return globalThis


def read_process():
    return process


def read_arguments():
    return arguments


def new(x):
    var = x
    let = var + 1
    function = let + 1
    typeof = function + 1
    return typeof


# variable(1) -> 4
# constructor(1) -> 2
# valueOf(1) -> 2
# read_proto() !! NameError
# read_constructor(1) !! NameError
# call_has_own(1) !! NameError
# read_undefined() !! NameError
# read_this() !! NameError
# call_eval_like(1) !! NameError
# read_global() !! NameError
# read_process() !! NameError
# read_arguments() !! NameError
# new(1) -> 4
# __proto__(1) !! NameError
# toString() !! NameError
# hasOwnProperty(1) !! NameError
