def connected_components(n, edges):
    root = list(range(n))
    for a, b in edges:
        joined, kept = root[b], root[a]
        root = [kept if r == joined else r for r in root]
    groups = {}
    for vertex in range(n):
        groups.setdefault(root[vertex], []).append(vertex)
    return list(groups.values())
