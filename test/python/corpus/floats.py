# Floats: repr, arithmetic, rounding, conversion, mixing with ints.
def same(x):
    return x


def arithmetic(x, y):
    return x + y, x - y, x * y


def quotient(x, y):
    return x / y


def floored(x, y):
    return x // y, x % y, divmod(x, y)


def power(x, y):
    return x ** y


def compared(x, y):
    return x < y, x == y, x != y, x >= y


def rounded(x, n):
    return round(x, n)


def nearest(x):
    return round(x)


def whole(x):
    return int(x)


def parsed(s):
    return float(s)


def formatted(x):
    return f'{x:.2f}', f'{x:8.3f}|', f'{x:<8.1f}|', f'{x:+.0f}', f'{x:e}', f'{x:.1%}', '%.3f' % x, f'{x:,.2f}', f'{x:010.2f}'


def totals(items):
    return sum(items), max(items), min(items), sorted(items)


def truth(x):
    return bool(x), not x, x or 'zero', abs(x), -x


def specials():
    inf = float('inf')
    nan = float('nan')
    return inf, -inf, nan, inf - inf, nan == nan, nan in [nan], [nan] == [nan], inf > 10 ** 400, 1e400, -0.0, 0.0 == -0.0


def literals():
    return 1.0, .5, 2., 1e3, 1.5e-7, 1_0.0_1, 1e16, 123456789012345680.0, 0.0001, 0.00001, 1e22, 5e-324, 1.7976931348623157e308


# same(0.1) -> 0.1
# same(1e100) -> 1e+100
# same(-1.5) -> -1.5
# same(100.0) -> 100.0
# arithmetic(0.1, 0.2) -> (0.30000000000000004, -0.1, 0.020000000000000004)
# arithmetic(1, 0.5) -> (1.5, 0.5, 0.5)
# arithmetic(1e308, 1e308) -> (inf, 0.0, inf)
# arithmetic(9007199254740993, 1.0) -> (9007199254740992.0, 9007199254740991.0, 9007199254740992.0)
# arithmetic(1.5, None) !! TypeError
# arithmetic(1.5, 'a') !! TypeError
# arithmetic(True, 0.5) -> (1.5, 0.5, 0.5)
# quotient(1, 3) -> 0.3333333333333333
# quotient(6, 3) -> 2.0
# quotient(1.0, 0) !! ZeroDivisionError
# quotient(1, 0) !! ZeroDivisionError
# quotient(100000000000000000000000, 3) -> 3.333333333333333e+22
# quotient(1, 100000000000000000000000) -> 1e-23
# quotient(9007199254740993, 9007199254740992) -> 1.0
# floored(7.5, 2) -> (3.0, 1.5, (3.0, 1.5))
# floored(-7.5, 2) -> (-4.0, 0.5, (-4.0, 0.5))
# floored(7.5, -2) -> (-4.0, -0.5, (-4.0, -0.5))
# floored(-0.0, 5) -> (-0.0, 0.0, (-0.0, 0.0))
# floored(1e300, 1e-300) -> (inf, 4.891554850853602e-301, (inf, 4.891554850853602e-301))
# floored(5, 0.0) !! ZeroDivisionError
# floored(0.7, 0.1) -> (6.0, 0.09999999999999992, (6.0, 0.09999999999999992))
# power(2, -1) -> 0.5
# power(2.0, 10) -> 1024.0
# power(1.5, 3) -> 3.375
# power(10, -2) -> 0.01
# power(4, 0.5) -> 2.0
# power(2, 0.5) -> 1.4142135623730951
# power(0.0, -1) !! ZeroDivisionError
# power(0, -1) !! ZeroDivisionError
# power(10.0, 400) !! OverflowError
# power(2.0, -1080) -> 0.0 | outside the subset
# power(-8, 3.0) -> -512.0
# power(2, 0.3) -> 1.2311444133449163 | outside the subset
# power(-8, 0.5) -> (1.7319121124709868e-16+2.8284271247461903j) | outside the subset
# compared(1, 1.0) -> (False, True, False, True)
# compared(9007199254740993, 9007199254740992.0) -> (False, False, True, True)
# compared(0.1, 1) -> (True, False, True, False)
# compared(1.5, 'a') !! TypeError
# rounded(2.675, 2) -> 2.67
# rounded(0.5, 0) -> 0.0
# rounded(1234.5678, -2) -> 1200.0
# rounded(15, -1) -> 20
# rounded(25, -1) -> 20
# rounded(-25, -1) -> -20
# rounded(1.5, None) -> 2
# rounded(1e300, 5) -> 1e+300
# rounded(0.15, 1) -> 0.1
# nearest(2.5) -> 2
# nearest(-0.5) -> 0
# nearest(1e20) -> 100000000000000000000
# nearest('a') !! TypeError
# whole(-2.9) -> -2
# whole(1e20) -> 100000000000000000000
# whole('12') -> 12
# whole(' -1_000 ') -> -1000
# whole('1.5') !! ValueError
# whole('') !! ValueError
# parsed('1.5') -> 1.5
# parsed(' -1e3 ') -> -1000.0
# parsed('inf') -> inf
# parsed('abc') !! ValueError
# parsed('1_0.5') -> 10.5
# parsed(True) -> 1.0
# formatted(3.14159) -> ('3.14', '   3.142|', '3.1     |', '+3', '3.141590e+00', '314.2%', '3.142', '3.14', '0000003.14')
# formatted(-0.5) -> ('-0.50', '  -0.500|', '-0.5    |', '-0', '-5.000000e-01', '-50.0%', '-0.500', '-0.50', '-000000.50')
# formatted(1234567.891) -> ('1234567.89', '1234567.891|', '1234567.9|', '+1234568', '1.234568e+06', '123456789.1%', '1234567.891', '1,234,567.89', '1234567.89')
# formatted(2.5) -> ('2.50', '   2.500|', '2.5     |', '+2', '2.500000e+00', '250.0%', '2.500', '2.50', '0000002.50')
# formatted(0) -> ('0.00', '   0.000|', '0.0     |', '+0', '0.000000e+00', '0.0%', '0.000', '0.00', '0000000.00')
# totals([1.5, 2, 0.25]) -> (3.75, 2, 0.25, [0.25, 1.5, 2])
# totals([0.5]) -> (0.5, 0.5, 0.5, [0.5])
# totals([0.1, 0.2, 0.3]) -> (0.6000000000000001, 0.3, 0.1, [0.1, 0.2, 0.3]) | outside the subset
# truth(0.0) -> (False, True, 'zero', 0.0, -0.0)
# truth(-2.5) -> (True, False, -2.5, 2.5, 2.5)
# specials() -> (inf, -inf, nan, nan, False, True, True, True, inf, -0.0, True)
# literals() -> (1.0, 0.5, 2.0, 1000.0, 1.5e-07, 10.01, 1e+16, 1.2345678901234568e+17, 0.0001, 1e-05, 1e+22, 5e-324, 1.7976931348623157e+308)
