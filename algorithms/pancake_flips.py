def pancake_flips(numbers):
    numbers = list(numbers)
    flips = []
    for size in range(len(numbers), 1, -1):
        place = numbers.index(max(numbers[:size]))
        if place == size - 1:
            continue
        if place > 0:
            flips.append(place + 1)
            numbers[:place + 1] = numbers[:place + 1][::-1]
        flips.append(size)
        numbers[:size] = numbers[:size][::-1]
    return flips
