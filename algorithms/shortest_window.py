def shortest_window(numbers, target):
    best = []
    total = 0
    start = 0
    for end in range(len(numbers)):
        total += numbers[end]
        while total >= target:
            if not best or end - start < best[1] - best[0]:
                best = [start, end]
            total -= numbers[start]
            start += 1
    return best
