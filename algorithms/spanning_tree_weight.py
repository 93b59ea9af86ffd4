def find(parents, vertex):
    while parents[vertex] != vertex:
        vertex = parents[vertex]
    return vertex


def spanning_tree_weight(n, cables):
    parents = list(range(n))
    total = 0
    for a, b, cost in sorted(cables, key=lambda cable: cable[2]):
        first = find(parents, a)
        second = find(parents, b)
        if first != second:
            parents[first] = second
            total += cost
    return total
