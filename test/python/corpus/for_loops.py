# for over range, with every number of arguments and every sign.
def total(n):
    s = 0
    for i in range(n):
        s += i
    return s


def last(start, stop, step):
    i = -99
    for i in range(start, stop, step):
        pass
    return i


def turns(start, stop, step):
    n = 0
    for i in range(start, stop, step):
        n += 1
    return n


def two(start, stop):
    s = 0
    for i in range(start, stop):
        s = s * 10 + i
    return s


def unbound(n):
    for i in range(n):
        pass
    return i


def reassigned(n):
    turns = 0
    for i in range(n):
        i = i + 10
        turns += i
    return turns


def bound_once(n):
    turns = 0
    for i in range(n):
        n = 100
        turns += 1
    return turns


def search(n, wanted):
    for i in range(n):
        if i * i == wanted:
            break
    else:
        return -1
    return i


def odd(n):
    s = 0
    for i in range(n):
        if i % 2 == 0:
            continue
        s += i
    else:
        s += 1000
    return s


def nested(n):
    count = 0
    for i in range(n):
        for j in range(i, n):
            if j > 3:
                break
            count += 1
            if i == 2:
                return count * 100
    return count


def no_arguments():
    for i in range():
        pass


def four_arguments():
    for i in range(1, 2, 3, 4):
        pass


def evaluated_first():
    for i in range(None, 1 // 0):
        pass


# total(5) -> 10
# total(0) -> 0
# total(-3) -> 0
# total(True) -> 0
# total(None) !! TypeError
# last(0, 10, 3) -> 9
# last(10, 0, -3) -> 1
# last(0, 10, -1) -> -99
# last(5, 5, 1) -> -99
# last(0, 1, 0) !! ValueError
# last(None, 1, 0) !! TypeError
# last(0, 1, None) !! TypeError
# last(False, True, True) -> 0
# last(0, 1000, 9007199254740991) -> 0
# last(9007199254740989, 9007199254740991, 1) -> 9007199254740990
# last(9007199254740990, 9007199254740994, 1) -> 9007199254740993
# last(-9007199254740990, -9007199254740994, -1) -> -9007199254740993
# last(100000000000000000000, 100000000000000000003, 2) -> 100000000000000000002
# last(0, 100000000000000000000, 50000000000000000000) -> 50000000000000000000
# turns(0, 9007199254740991, 9007199254740990) -> 2
# turns(10, -11, -4) -> 6
# two(3, 7) -> 3456
# two(7, 3) -> 0
# unbound(3) -> 2
# unbound(0) !! UnboundLocalError
# reassigned(3) -> 33
# bound_once(3) -> 3
# search(10, 49) -> 7
# search(10, 50) -> -1
# search(0, 0) -> -1
# odd(6) -> 1009
# nested(2) -> 3
# nested(5) -> 800
# no_arguments() !! TypeError
# four_arguments() !! TypeError
# evaluated_first() !! ZeroDivisionError
# total(10000000) ... | limit: steps
