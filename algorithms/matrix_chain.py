def matrix_chain(sizes):
    count = len(sizes) - 1
    best = [[0] * count for _ in range(count)]
    for length in range(2, count + 1):
        for i in range(count - length + 1):
            j = i + length - 1
            costs = []
            for k in range(i, j):
                product = sizes[i] * sizes[k + 1] * sizes[j + 1]
                costs.append(best[i][k] + best[k + 1][j] + product)
            best[i][j] = min(costs)
    return best[0][count - 1]
