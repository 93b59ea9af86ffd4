def depth_first_order(n, edges, start):
    neighbours = [set() for _ in range(n)]
    for a, b in edges:
        neighbours[a].add(b)
        neighbours[b].add(a)
    order = []
    stack = [start]
    while stack:
        vertex = stack.pop()
        if vertex in order:
            continue
        order.append(vertex)
        for other in sorted(neighbours[vertex], reverse=True):
            if other not in order:
                stack.append(other)
    return order
