def common_subsequence_length(first, second):
    row = [0] * (len(second) + 1)
    for a in first:
        next_row = [0]
        for j, b in enumerate(second):
            if a == b:
                next_row.append(row[j] + 1)
            else:
                next_row.append(max(row[j + 1], next_row[j]))
        row = next_row
    return row[-1]
