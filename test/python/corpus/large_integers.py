# Integers of any size within the limit on bits.
def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def fibonacci(n):
    a = 0
    b = 1
    for _i in range(n):
        c = a + b
        a = b
        b = c
    return a


def literal():
    return 0xFFFF_FFFF_FFFF_FFFF + 0b1010 - 0o777 + 1_000_000_000_000_000_000_000


def back_to_small(x):
    y = x ** 5
    return y // x ** 4


def digits(n):
    count = 0
    while n > 0:
        n //= 10
        count += 1
    return count


# factorial(20) -> 2432902008176640000
# factorial(30) -> 265252859812191058636308480000000
# factorial(100) -> 93326215443944152681699238856266700490715968264381621468592963895217599993229915608941463976156518286253697920827223758251185210916864000000000000000000000000
# factorial(600) ... | limit: bits
# fibonacci(90) -> 2880067194370816120
# fibonacci(300) -> 222232244629420445529739893461909967206666939096499764990979600
# literal() -> 1018446744073709551114
# back_to_small(123456789) -> 123456789
# back_to_small(-123456789) -> -123456789
# digits(9) -> 1
# digits(100000000000000000000000000000000000000000) -> 42
