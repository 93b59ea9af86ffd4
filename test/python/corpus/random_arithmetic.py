# Programs of the form of the Random Arithmetic suite.
def Blaankle(x):
    t0 = x + x
    t1 = 1 * abs(t0)
    return t1


def Trospel(x):
    t0 = x * 3
    t1 = t0 - 7
    t2 = t1 % 11
    return t2


def Quendor(x):
    if x > 4:
        t0 = x - 9
    else:
        t0 = x * x
    t1 = t0 // 2
    return t1


def Vimbrel(x):
    t0 = x
    for i in range(4):
        t0 = t0 + i
        if t0 % 2 > 0:
            t0 = t0 // 3
    t1 = t0 ** 2
    return t1


# Blaankle(3) -> 6
# Blaankle(-3) -> 6
# Trospel(-4) -> 3
# Trospel(9) -> 9
# Quendor(5) -> -2
# Quendor(-3) -> 4
# Vimbrel(0) -> 1
# Vimbrel(-25) -> 1
