def binomial_coefficient(n, k):
    row = [1]
    for _ in range(n):
        inner = [row[i] + row[i + 1] for i in range(len(row) - 1)]
        row = [1] + inner + [1]
    return row[k]
