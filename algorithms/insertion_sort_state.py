def insertion_sort_state(numbers, rounds):
    numbers = list(numbers)
    for place in range(1, rounds + 1):
        number = numbers[place]
        hole = place
        while hole > 0 and numbers[hole - 1] > number:
            numbers[hole] = numbers[hole - 1]
            hole -= 1
        numbers[hole] = number
    return numbers
