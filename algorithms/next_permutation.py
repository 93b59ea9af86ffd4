def next_permutation(numbers):
    numbers = list(numbers)
    i = len(numbers) - 2
    while i >= 0 and numbers[i] >= numbers[i + 1]:
        i -= 1
    if i >= 0:
        j = len(numbers) - 1
        while numbers[j] <= numbers[i]:
            j -= 1
        numbers[i], numbers[j] = numbers[j], numbers[i]
    return numbers[:i + 1] + numbers[i + 1:][::-1]
