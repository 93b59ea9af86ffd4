def strong_components(n, arcs):
    reach = [[i == j for j in range(n)] for i in range(n)]
    for a, b in arcs:
        reach[a][b] = True
    for k in range(n):
        for i in range(n):
            if reach[i][k]:
                for j in range(n):
                    if reach[k][j]:
                        reach[i][j] = True
    components = []
    placed = set()
    for i in range(n):
        if i not in placed:
            component = [j for j in range(n) if reach[i][j] and reach[j][i]]
            placed.update(component)
            components.append(component)
    return components
