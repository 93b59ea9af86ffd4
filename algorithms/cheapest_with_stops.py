def cheapest_with_stops(n, flights, start, goal, stops):
    costs = {start: 0}
    for _ in range(stops + 1):
        reached = dict(costs)
        for here, there, price in flights:
            if here in costs:
                cost = costs[here] + price
                reached[there] = min(reached.get(there, cost), cost)
        costs = reached
    return costs.get(goal, -1)
