def count_from(numbers, place, missing):
    if missing == 0:
        return 1
    if missing < 0 or place == len(numbers):
        return 0
    taken = count_from(numbers, place + 1, missing - numbers[place])
    return taken + count_from(numbers, place + 1, missing)


def subsets_with_sum(numbers, target):
    return count_from(numbers, 0, target)
