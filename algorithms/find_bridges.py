def reachable(n, edges, start):
    seen = [start]
    for vertex in seen:
        for a, b in edges:
            if a == vertex and b not in seen:
                seen.append(b)
            if b == vertex and a not in seen:
                seen.append(a)
    return seen


def find_bridges(n, edges):
    found = []
    for place, (a, b) in enumerate(edges):
        others = edges[:place] + edges[place + 1:]
        if b not in reachable(n, others, a):
            found.append([a, b])
    return found
