def island_sizes(grid):
    land = set()
    for row in range(len(grid)):
        for column in range(len(grid[row])):
            if grid[row][column] == '#':
                land.add((row, column))
    sizes = []
    for start in sorted(land):
        if start not in land:
            continue
        land.remove(start)
        island = [start]
        for row, column in island:
            for down, right in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                cell = (row + down, column + right)
                if cell in land:
                    land.remove(cell)
                    island.append(cell)
        sizes.append(len(island))
    return sorted(sizes, reverse=True)
