def dijkstra_distances(n, roads, start):
    distances = [-1] * n
    frontier = {start: 0}
    while frontier:
        town = min(frontier, key=lambda t: frontier[t])
        distance = frontier.pop(town)
        distances[town] = distance
        for a, b, length in roads:
            for here, there in ((a, b), (b, a)):
                if here == town and distances[there] == -1:
                    reached = distance + length
                    frontier[there] = min(frontier.get(there, reached), reached)
    return distances
