def breadth_first_distances(n, edges, start):
    neighbours = [[] for _ in range(n)]
    for a, b in edges:
        neighbours[a].append(b)
        neighbours[b].append(a)
    distances = [-1] * n
    distances[start] = 0
    queue = [start]
    for vertex in queue:
        for other in neighbours[vertex]:
            if distances[other] == -1:
                distances[other] = distances[vertex] + 1
                queue.append(other)
    return distances
