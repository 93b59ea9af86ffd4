# while, with else, break and continue.
def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def gcd(a, b):
    while b:
        t = a % b
        a = b
        b = t
    return a


def first_square_over(n):
    i = 0
    while True:
        i += 1
        if i * i > n:
            break
    return i


def with_else(n):
    while n > 0:
        n -= 2
        if n == 3:
            break
    else:
        return 100
    return n


def skip(n):
    s = 0
    while n > 0:
        n -= 1
        if n % 3: continue
        s += n
    return s


def forever():
    while True:
        pass


# collatz(1) -> 0
# collatz(27) -> 111
# gcd(48, 36) -> 12
# gcd(-48, 36) -> 12
# gcd(0, 5) -> 5
# first_square_over(50) -> 8
# with_else(4) -> 100
# with_else(7) -> 3
# with_else(0) -> 100
# skip(10) -> 18
# forever() ... | limit: steps
