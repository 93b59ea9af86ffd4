def topological_order(n, edges):
    waiting_for = [0] * n
    for before, after in edges:
        waiting_for[after] += 1
    ready = [task for task in range(n) if waiting_for[task] == 0]
    order = []
    while ready:
        task = min(ready)
        ready.remove(task)
        order.append(task)
        for before, after in edges:
            if before == task:
                waiting_for[after] -= 1
                if waiting_for[after] == 0:
                    ready.append(after)
    return order if len(order) == n else []
