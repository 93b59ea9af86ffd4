def sort_and_count(numbers):
    if len(numbers) < 2:
        return numbers, 0
    middle = len(numbers) // 2
    left, left_count = sort_and_count(numbers[:middle])
    right, right_count = sort_and_count(numbers[middle:])
    count = left_count + right_count
    merged = []
    i = 0
    for number in right:
        while i < len(left) and left[i] <= number:
            merged.append(left[i])
            i += 1
        count += len(left) - i
        merged.append(number)
    return merged + left[i:], count


def count_inversions(numbers):
    return sort_and_count(numbers)[1]
