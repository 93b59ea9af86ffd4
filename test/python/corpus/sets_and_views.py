# What can be hashed, and what methods of sets look at.
def keys_in_set():
    return {1: 2}.keys() in {1}


def items_as_key():
    return {{1: 2}.items(): 3}


def get_keys():
    return {5: 3}.get({1: 2}.keys())


def keys_in_tuple():
    return {({1: 2}.keys(),)}


def values_as_key():
    view = {1: 2}.values()
    return [{view: 3}.get(view), {view: 3}.get({1: 2}.values())]


def intersection(elements, others):
    return sorted(set(elements).intersection(*others))


def intersection_with_sets(elements):
    return set(elements).intersection([{1}])


def type_and_integer():
    return int & 1


# keys_in_set() !! TypeError
# items_as_key() !! TypeError
# get_keys() !! TypeError
# keys_in_tuple() !! TypeError
# values_as_key() -> [3, None]
# intersection([1, 2], [[2, 3], (2,)]) -> [2]
# intersection([], [[[1]]]) !! TypeError
# intersection([1], [[2], [[1]]]) !! TypeError
# intersection([1], [[1, [1]]]) -> [1]
# intersection_with_sets([]) !! TypeError
# intersection_with_sets([1]) !! TypeError
# type_and_integer() !! TypeError
