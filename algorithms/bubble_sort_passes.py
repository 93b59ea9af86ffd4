def bubble_sort_passes(numbers):
    numbers = list(numbers)
    passes = 0
    swapped = True
    while swapped:
        swapped = False
        passes += 1
        for i in range(len(numbers) - 1):
            if numbers[i] > numbers[i + 1]:
                numbers[i], numbers[i + 1] = numbers[i + 1], numbers[i]
                swapped = True
    return passes
