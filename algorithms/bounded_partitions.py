def bounded_partitions(n, largest):
    ways = [1] + [0] * n
    for part in range(1, largest + 1):
        for total in range(part, n + 1):
            ways[total] += ways[total - part]
    return ways[n]
