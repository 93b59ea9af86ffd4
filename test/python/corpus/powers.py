# Powers: how they group, how they meet signs, and pow with a modulus.
def power(x, y):
    return x ** y


def minus_square(x):
    return -x ** 2


def grouped(x):
    return x ** 2 ** 3


def cube(x):
    return x ** 3


def modular(x, y, z):
    return pow(x, y, z)


def two(x, y):
    return pow(x, y)


# power(2, 10) -> 1024
# power(2, 53) -> 9007199254740992
# power(-2, 53) -> -9007199254740992
# power(3, 34) -> 16677181699666569
# power(7, 30) -> 22539340290692258087863249
# power(-7, 31) -> -157775382034845806615042743
# power(0, 0) -> 1
# power(0, 5) -> 0
# power(1, 100000000000000000000) -> 1
# power(-1, 100000000000000000001) -> -1
# power(0, 100000000000000000000) -> 0
# power(2, 1000) -> 10715086071862673209484250490600018105614048117055336074437503883703510511249361224931983788156958581275946729175531468251871452856923140435984577574698574803934567774824230985421074605062371141877954182153046474983581941267398767559165543946077062914571196477686542167660429831652624386837205668069376
# power(True, 2) -> 1
# power(2, True) -> 2
# power(None, 2) !! TypeError
# power(2, -1) -> 0.5
# power(True, -2) -> 1.0
# power(0, -1) !! ZeroDivisionError
# power(2, 5000) ... | limit: bits
# minus_square(3) -> -9
# grouped(2) -> 256
# cube(-5) -> -125
# cube(208063) -> 9007091372906047
# cube(208064) -> 9007221244166144
# modular(3, 200, 7) -> 2
# modular(-3, 3, 7) -> 1
# modular(3, 3, -7) -> -1
# modular(3, -1, 7) -> 5
# modular(3, -2, 11) -> 5
# modular(2, -1, 4) !! ValueError
# modular(2, 3, 0) !! ValueError
# modular(2, 3, 1) -> 0
# modular(0, -1, 1) -> 0
# modular(2, 3, None) -> 8
# modular(2, None, 3) !! TypeError
# modular(123456789123456789, 987654321, 1000000007) -> 44898182
# modular(2, 3, True) -> 0
# two(2, 8) -> 256
# two(2, None) !! TypeError
