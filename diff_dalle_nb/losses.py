def weighted_mse(output, target, weight=None):
    each = (output-target).pow(2).flatten(1).mean(1)
    return each.mean() if weight is None else (each*weight).mean()
