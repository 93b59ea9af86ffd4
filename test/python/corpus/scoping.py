# What a name means: local if the function assigns it anywhere, else the module's, else a built-in, else an error.
def before_assignment(x):
    y = z + 1
    z = x
    return y


def one_branch(x):
    if x > 0:
        y = 1
    return y


def loop_variable(n):
    for i in range(n):
        y = i
    return y


def augmented(x):
    t += x
    return t


def unknown(x):
    return x + nothing


def unknown_call(x):
    return nothing(x // 0)


def callee_first(x):
    return nothing(x)


def own_name(own_name):
    return own_name + 1


def shadows(abs):
    return abs + 1


def shadow_called(abs):
    return abs(3)


def shadow_later(x):
    y = max(x, 3)
    max = y
    return max


def helper(x):
    return x * 2


def shadows_function(helper):
    return helper + 1


def shadow_function_called(x):
    helper = x
    return helper(x // 0)


def sum(x):
    return x + 1000


def uses_own_sum(x):
    return sum(x)


def dead_code(x):
    return x
    x = y
    y = 1


def after_dead_code(x):
    if x:
        return y
        y = 1
    return 0


# before_assignment(1) !! UnboundLocalError
# one_branch(1) -> 1
# one_branch(0) !! UnboundLocalError
# loop_variable(3) -> 2
# loop_variable(0) !! UnboundLocalError
# augmented(1) !! UnboundLocalError
# unknown(1) !! NameError
# unknown_call(1) !! NameError
# callee_first(1) !! NameError
# own_name(1) -> 2
# shadows(1) -> 2
# shadow_called(1) !! TypeError
# shadow_later(1) !! UnboundLocalError
# shadows_function(1) -> 2
# shadow_function_called(1) !! ZeroDivisionError
# uses_own_sum(1) -> 1001
# dead_code(5) -> 5
# after_dead_code(1) !! UnboundLocalError
# after_dead_code(0) -> 0
