# Calls between functions, recursion, and calls that do not fit.
def none():
    pass


def bare(x):
    return


def early(x):
    if x > 3:
        return x
    x = x * 2
    if x > 3:
        return -x


def square(x): return x * x


def twice(x):
    return square(square(x))


def factorial(n):
    if n < 2:
        return 1
    return n * factorial(n - 1)


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def three(a, b, c):
    return a + 10 * b + 100 * c


def order(x):
    return three(x, x + 1, x + 2,)


def too_few(x):
    return three(x, x)


def too_many(x):
    return square(x, x // 0)


def too_many_fine(x):
    return square(x, x)


def use_none(x):
    return bare(x) + 1


def replaced(x):
    return 1


def replaced(x):
    return 2


def calls_later(x):
    return defined_later(x)


def defined_later(x):
    return x + 1


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


# none() -> None
# none(1) !! TypeError
# bare(1) -> None
# bare() !! TypeError
# early(5) -> 5
# early(2) -> -4
# early(1) -> None
# twice(3) -> 81
# factorial(25) -> 15511210043330985984000000
# is_even(10) -> True
# is_even(11) -> False
# order(1) -> 321
# too_few(1) !! TypeError
# too_many(1) !! ZeroDivisionError
# too_many_fine(1) !! TypeError
# use_none(1) !! TypeError
# replaced(0) -> 2
# calls_later(4) -> 5
# ackermann(2, 3) -> 9
# factorial(150) -> 57133839564458545904789328652610540031895535786011264182548375833179829124845398393126574488675311145377107878746854204162666250198684504466355949195922066574942592095735778929325357290444962472405416790722118445437122269675520000000000000000000000000000000000000
# is_even(500) ... | limit: depth
# unknown(1) !! NameError
