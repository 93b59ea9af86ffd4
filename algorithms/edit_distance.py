def edit_distance(first, second):
    row = list(range(len(second) + 1))
    for i, a in enumerate(first):
        next_row = [i + 1]
        for j, b in enumerate(second):
            change = row[j] + (a != b)
            next_row.append(min(change, row[j + 1] + 1, next_row[j] + 1))
        row = next_row
    return row[-1]
