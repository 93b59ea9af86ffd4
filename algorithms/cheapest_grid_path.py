def cheapest_grid_path(grid):
    costs = []
    for r, row in enumerate(grid):
        next_costs = []
        for c, toll in enumerate(row):
            if r == 0 and c == 0:
                before = 0
            elif r == 0:
                before = next_costs[c - 1]
            elif c == 0:
                before = costs[c]
            else:
                before = min(costs[c], next_costs[c - 1])
            next_costs.append(before + toll)
        costs = next_costs
    return costs[-1]
