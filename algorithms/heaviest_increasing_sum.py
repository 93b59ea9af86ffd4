def heaviest_increasing_sum(numbers):
    sums = []
    for i, number in enumerate(numbers):
        best = 0
        for j in range(i):
            if numbers[j] < number and sums[j] > best:
                best = sums[j]
        sums.append(best + number)
    return max(sums)
