def lattice_paths(rows, columns, blocked):
    paths = [0] * columns
    paths[0] = 1
    for row in range(rows):
        for column in range(columns):
            if [row, column] in blocked:
                paths[column] = 0
            elif column > 0:
                paths[column] += paths[column - 1]
    return paths[-1]
