def partition_last(numbers):
    numbers = list(numbers)
    pivot = numbers[-1]
    border = 0
    for i in range(len(numbers) - 1):
        if numbers[i] < pivot:
            numbers[i], numbers[border] = numbers[border], numbers[i]
            border += 1
    numbers[-1], numbers[border] = numbers[border], numbers[-1]
    return numbers
