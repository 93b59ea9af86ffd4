# Floor division and remainder for all signs.
def quotient(x, y):
    return x // y


def remainder(x, y):
    return x % y


def by_three(x):
    return x // 3


def modulo_minus_three(x):
    return x % -3


def back(x, y):
    return x // y * y + x % y


# quotient(7, 2) -> 3
# quotient(-7, 2) -> -4
# quotient(7, -2) -> -4
# quotient(-7, -2) -> 3
# quotient(0, -5) -> 0
# quotient(9007199254740991, 9007199254740990) -> 1
# quotient(9007199254740991, 2) -> 4503599627370495
# quotient(-9007199254740991, 2) -> -4503599627370496
# quotient(9007199254740993, 2) -> 4503599627370496
# quotient(-100000000000000000000, 7) -> -14285714285714285715
# quotient(100000000000000000000, -7) -> -14285714285714285715
# quotient(5, 100000000000000000000) -> 0
# quotient(-5, 100000000000000000000) -> -1
# quotient(1, 0) !! ZeroDivisionError
# quotient(100000000000000000000, 0) !! ZeroDivisionError
# quotient(1, False) !! ZeroDivisionError
# quotient(None, 0) !! TypeError
# remainder(7, 3) -> 1
# remainder(-7, 3) -> 2
# remainder(7, -3) -> -2
# remainder(-7, -3) -> -1
# remainder(-6, 3) -> 0
# remainder(6, -3) -> 0
# remainder(-2147483648, -1) -> 0
# remainder(4294967297, 4294967296) -> 1
# remainder(-9007199254740991, 4294967296) -> 1
# remainder(-100000000000000000000, 7) -> 5
# remainder(100000000000000000000, -7) -> -5
# remainder(-5, 100000000000000000000) -> 99999999999999999995
# remainder(1, 0) !! ZeroDivisionError
# remainder(True, 2) -> 1
# by_three(-1) -> -1
# by_three(2) -> 0
# modulo_minus_three(4) -> -2
# modulo_minus_three(-4) -> -1
# modulo_minus_three(0) -> 0
# back(-17, 5) -> -17
# back(17, -5) -> 17
