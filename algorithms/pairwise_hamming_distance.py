def pairwise_hamming_distance(numbers):
    total = 0
    for bit in range(8):
        ones = 0
        for number in numbers:
            ones += number >> bit & 1
        total += ones * (len(numbers) - ones)
    return total
